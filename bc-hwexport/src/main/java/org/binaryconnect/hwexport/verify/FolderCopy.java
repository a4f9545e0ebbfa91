package org.binaryconnect.hwexport.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.FileTree;

/** A copy to compile in, so that the original stays as it is; closing removes it. */
public final class FolderCopy implements AutoCloseable {

    private final Path root;

    public FolderCopy(Path original) {
        try {
            root = FileTree.temporary("bc-verify");
            FileTree.copy(original, folder());
        } catch (IOException e) {
            throw new ExportException("Cannot copy %s (%s)".formatted(original, e), e);
        }
    }

    public Path folder() {
        return root.resolve("export");
    }

    @Override
    public void close() {
        try {
            FileTree.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
