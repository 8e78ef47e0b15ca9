"""Addresses of coding, all of them within a study."""

from django.urls import path

from samverkan.web.coding import views

urlpatterns: list[object] = []
study_urlpatterns = [
    path("<int:interview_id>/", views.board, name="board"),
    path("<int:interview_id>/changes/", views.changes, name="changes"),
    path("<int:interview_id>/excerpts/", views.excerpts, name="excerpts"),
    path("<int:interview_id>/mark/", views.mark, name="mark"),
    path("<int:interview_id>/change/", views.change, name="change"),
    path("<int:interview_id>/move/", views.move, name="move"),
    path("<int:interview_id>/delete/", views.delete, name="delete"),
    path("<int:interview_id>/undo/", views.undo, name="undo"),
    path("<int:interview_id>/redo/", views.redo, name="redo"),
    path("<int:interview_id>/double/", views.double, name="double"),
    path("codebook/", views.board, name="codebook"),
]
