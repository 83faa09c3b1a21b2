"""Tests of the dashboard, and what makes their scores folders and screenshots."""
