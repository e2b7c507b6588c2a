"""Tests of generator/config."""
