"""Tests of generator/catalogs."""
