"""The tests: a module for each of the generator; example sites and case tables beside them."""
