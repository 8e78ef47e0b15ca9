"""Addresses of coding, all of them within a study."""

from django.urls import URLPattern, path

from samverkan.web.coding import agreement, codebook, scores, settling, views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [
    path("<int:interview_id>/", views.board, name="board"),
    path("<int:interview_id>/changes/", views.changes, name="changes"),
    path("<int:interview_id>/excerpts/", views.excerpts, name="excerpts"),
    path("<int:interview_id>/mark/", views.mark, name="mark"),
    path("<int:interview_id>/mark-new/", views.mark_new, name="mark_new"),
    path("<int:interview_id>/change/", views.change, name="change"),
    path("<int:interview_id>/move/", views.move, name="move"),
    path("<int:interview_id>/delete/", views.delete, name="delete"),
    path("<int:interview_id>/undo/", views.undo, name="undo"),
    path("<int:interview_id>/redo/", views.redo, name="redo"),
    path("<int:interview_id>/double/", views.double, name="double"),
    path("codebook/", codebook.codebook, name="codebook"),
    path("codebook/add/", codebook.add, name="code_add"),
    path("codebook/lock/", codebook.lock, name="lock"),
    path("codebook/undo/", codebook.undo, name="codebook_undo"),
    path("codebook/redo/", codebook.redo, name="codebook_redo"),
    path("codebook/versions/", codebook.versions, name="versions"),
    path("codebook/review/", codebook.review, name="review"),
    path("codebook/review/confirm/", codebook.confirm, name="confirm"),
    path("codebook/<int:code_id>/", codebook.code, name="code"),
    path("codebook/<int:code_id>/file/", codebook.code_file, name="code_file"),
    path("codebook/<int:code_id>/edit/", codebook.edit, name="code_edit"),
    path("codebook/<int:code_id>/move/", codebook.move, name="code_move"),
    path("codebook/<int:code_id>/merge/", codebook.merge, name="code_merge"),
    path("codebook/<int:code_id>/split/", codebook.split, name="code_split"),
    path("codebook/<int:code_id>/delete/", codebook.delete, name="code_delete"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("settle/", settling.settling, name="settling"),
    path("<int:interview_id>/settle/", settling.settle, name="settle"),
    path("<int:interview_id>/settle/passage/", settling.settle_passage, name="settle_passage"),
    path("<int:interview_id>/settle/score/", settling.settle_score, name="settle_score"),
    path("<int:interview_id>/settle/count/", settling.count, name="settle_count"),
    path("<int:interview_id>/settle/withdraw/", settling.withdraw, name="settle_withdraw"),
    path("<int:interview_id>/settle/undo/", settling.undo, name="settle_undo"),
    path("<int:interview_id>/settle/redo/", settling.redo, name="settle_redo"),
    path("scores/", scores.scores, name="scores"),
    path("scores/save/", scores.save, name="score_save"),
    path("scores/undo/", scores.undo, name="scores_undo"),
    path("scores/redo/", scores.redo, name="scores_redo"),
]
