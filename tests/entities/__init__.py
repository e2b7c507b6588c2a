"""Tests of generator/entities."""
