"""Addresses of studies."""

from django.urls import path

from samverkan.web.study import packing, views

urlpatterns = [
    path("", views.studies, name="list"),
    path("new/", views.start, name="start"),
    path("take-in/", packing.take_in, name="take_in"),
    path("s/<int:study_id>/", views.overview, name="overview"),
]
study_urlpatterns = [
    path("municipalities/", views.municipalities, name="municipalities"),
    path("collaborations/", views.collaborations, name="collaborations"),
    path("cases/", views.cases, name="cases"),
    path("export/", packing.export, name="export"),
]
