package dev.fettle.service;

/// A unit file of systemd.
public record Unit(String fileName, String text) {}
