"""Migrations of the tables, made by Django."""
