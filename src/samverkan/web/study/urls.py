"""Addresses of studies."""

from django.urls import path

from samverkan.web.study import views

urlpatterns = [
    path("", views.studies, name="list"),
    path("new/", views.start, name="start"),
    path("s/<int:study_id>/", views.overview, name="overview"),
]
study_urlpatterns = [
    path("municipalities/", views.municipalities, name="municipalities"),
    path("collaborations/", views.collaborations, name="collaborations"),
    path("cases/", views.cases, name="cases"),
]
