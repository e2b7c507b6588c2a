"""Tests of generator/posters."""
