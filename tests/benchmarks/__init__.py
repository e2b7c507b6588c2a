"""Benchmarks: measured claims, each a command of the project."""
