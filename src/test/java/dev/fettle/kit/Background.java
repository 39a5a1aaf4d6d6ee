package dev.fettle.kit;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// What goes on while the test does something else.
public final class Background {
    private Background() {}

    public static <T> CompletableFuture<T> start(Callable<T> act) {
        var result = new CompletableFuture<T>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        result.complete(act.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }
}
