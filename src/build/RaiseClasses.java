import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Raises the classes of the jars that are named to class file version 52, in place.
///
/// No AOT cache takes a class older than version 50, because such a class is verified while it
/// runs; picocli's are of version 49. Raised, its start costs 30 ms less.
final class RaiseClasses {
    private static final int JAVA_8 = 52;

    void main(String[] jars) throws IOException {
        for (var jar : jars) raise(Path.of(jar));
    }

    private static void raise(Path jar) throws IOException {
        // The jar is read for its class hierarchy from a copy, since it changes meanwhile.
        var before = Files.copy(jar, Path.of(jar + ".before"));
        try (var loader = new URLClassLoader(new URL[] {before.toUri().toURL()});
                var zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            var raiser =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(loader)));
            // Every method is written anew: a body that is merely copied gets no stack map.
            var raised =
                    ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                            .andThen(
                                    ClassTransform.endHandler(
                                            builder -> builder.withVersion(JAVA_8, 0)));
            for (var file : classesIn(zip.getPath("/"))) {
                var parsed = raiser.parse(file);
                if (parsed.majorVersion() >= JAVA_8) continue;
                Files.write(file, raiser.transformClass(parsed, raised));
            }
        }
        Files.delete(before);
    }

    private static List<Path> classesIn(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
