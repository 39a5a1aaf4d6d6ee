package dev.fettle.web;

/// A page that is none, and why.
public record MessagePage(String title, String sentence) {}
