/// One class for each promise, which tries to break it.
@NullMarked
package dev.fettle.promise;

import org.jspecify.annotations.NullMarked;
