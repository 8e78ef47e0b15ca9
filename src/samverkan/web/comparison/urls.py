"""Addresses of the comparison."""

from django.urls import URLPattern, path

from samverkan.web.comparison import together, views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [
    path("matrix/", views.matrix, name="matrix"),
    path("cell/", views.cell, name="cell"),
    path("matrix/file/", views.export, name="export"),
    path("together/", together.together, name="together"),
    path("together/file/", together.export, name="together_file"),
]
