"""Breaks the program in one place at a time, and sees whether the tests notice."""
