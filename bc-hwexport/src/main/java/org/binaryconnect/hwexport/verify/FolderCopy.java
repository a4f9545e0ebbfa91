package org.binaryconnect.hwexport.verify;

import java.io.IOException;
import java.nio.file.Path;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.FileTree;
import org.binaryconnect.hwexport.TemporaryFolder;

/** A copy to compile in, so that the original stays as it is; closing removes it. */
public final class FolderCopy implements AutoCloseable {

    private final TemporaryFolder temporary = new TemporaryFolder("bc-verify");

    public FolderCopy(Path original) {
        try {
            FileTree.copy(original, folder());
        } catch (IOException e) {
            temporary.close();
            throw new ExportException("Cannot copy %s (%s)".formatted(original, e), e);
        }
    }

    public Path folder() {
        return temporary.path().resolve("export");
    }

    @Override
    public void close() {
        temporary.close();
    }
}
