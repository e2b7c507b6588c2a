"""Errors, which workers send from one process to another."""

from __future__ import annotations

import pickle

from generator.diagnostics.errors import Problem, Refused, Unable
from generator.diagnostics.messages import said

PROBLEM = Problem("x.md", 3, "text", said("it is odd"), said("mend {it}", it="it"), disk=True)


def test_an_error_is_the_same_in_another_process():
    error = Refused([PROBLEM])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.problems, str(again)) == (error.problems, str(error))
    assert again.status == Unable.status
