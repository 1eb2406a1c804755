"""A hub that does not remember what it has done already."""

from kiosk.store import queue

queue.answer_of = lambda tx, request: None
queue.keep_answer = lambda tx, request, digest, answer, at: None
