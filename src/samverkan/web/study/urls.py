"""Addresses of studies."""

from django.urls import path

from samverkan.web.study import about, packing, sheets, tables, views

urlpatterns = [
    path("", views.studies, name="list"),
    path("new/", views.start, name="start"),
    path("take-in/", packing.take_in, name="take_in"),
    path("s/<int:study_id>/", views.overview, name="overview"),
]
study_urlpatterns = [
    path("about/", about.about, name="about"),
    path("municipalities/", views.municipalities, name="municipalities"),
    path("municipalities/<int:number>/", sheets.municipality, name="municipality"),
    path("municipalities/<int:number>/remove/", sheets.remove_municipality, name="municipality_remove"),
    path("collaborations/", views.collaborations, name="collaborations"),
    path("collaborations/<int:number>/", sheets.collaboration, name="collaboration"),
    path("collaborations/<int:number>/remove/", sheets.remove_collaboration, name="collaboration_remove"),
    path("tables/", tables.tables, name="tables"),
    path("cases/", views.cases, name="cases"),
    path("cases/<int:number>/", sheets.membership, name="membership"),
    path("cases/<int:number>/remove/", sheets.remove_membership, name="membership_remove"),
    path("export/", packing.export, name="export"),
]
