"""The door of coding: the codebook, the excerpts and the factor scores."""

from samverkan.records.coding.codebook import add_codes, load_codebook, load_kept_codes
from samverkan.records.coding.excerpts import (
    add_excerpt,
    add_excerpts,
    change_excerpt,
    count_excerpts_of_code,
    delete_excerpt,
    find_interview_of_excerpt,
    load_conflicts,
    load_excerpt,
    load_excerpts,
    load_excerpts_of_code,
    load_excerpts_of_interview,
    load_excerpts_to_review,
    restore_excerpt,
)
from samverkan.records.coding.scores import add_scores, load_kept_scores, load_scores

__all__ = [
    "add_codes",
    "add_excerpt",
    "add_excerpts",
    "add_scores",
    "change_excerpt",
    "count_excerpts_of_code",
    "delete_excerpt",
    "find_interview_of_excerpt",
    "load_codebook",
    "load_conflicts",
    "load_excerpt",
    "load_excerpts",
    "load_excerpts_of_code",
    "load_excerpts_of_interview",
    "load_excerpts_to_review",
    "load_kept_codes",
    "load_kept_scores",
    "load_scores",
    "restore_excerpt",
]
