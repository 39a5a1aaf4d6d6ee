package dev.fettle.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// The templates of `src/main/jte`, compiled by the build. Nothing of them is loaded before the
/// first page is read.
final class Templates {
    private static final String PACKAGE = "dev.fettle.web.page";

    private Templates() {}

    private static final class Engine {
        /// No folder: the classes lie in the jar.
        static final TemplateEngine ENGINE =
                TemplateEngine.createPrecompiled(
                        null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);
    }

    static String render(String template, Object page) {
        var html = new StringOutput();
        Engine.ENGINE.render(template + ".jte", page, html);
        return html.toString();
    }
}
