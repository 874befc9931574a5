"""The resource files that ship with the package; read through `loading.Resources`."""
