"""Tests of generator/listings."""
