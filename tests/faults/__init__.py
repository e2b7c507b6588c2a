"""Fault sweeps: a build with each of its file calls failing, or being its last, in turn."""
