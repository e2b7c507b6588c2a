"""Tests of what shows the desk in the browser."""
