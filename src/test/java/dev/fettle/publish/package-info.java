/// Tests of publishing, on real files and a real store. [dev.fettle.publish.Workshop] sets them up.
@NullMarked
package dev.fettle.publish;

import org.jspecify.annotations.NullMarked;
