"""How well records say what gold asks for: verdicts on mentions, values and whole entries, scores, the gate."""
