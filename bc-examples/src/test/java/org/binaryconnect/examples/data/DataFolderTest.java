package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataFolderTest {

    @Test
    void theVariableGoesBeforeTheHomeFolder() {
        Path home = Path.of("/u/.cache/binaryconnect/svhn");
        assertEquals(Path.of("/data/svhn"), DataFolder.of("/data", "/u", "svhn"));
        assertEquals(home, DataFolder.of(null, "/u", "svhn"));
        assertEquals(home, DataFolder.of(" ", "/u", "svhn"));
    }

    @Test
    void everySetHasAFolderOfItsOwn() {
        assertEquals("mnist", MnistFiles.defaultFolder().getFileName().toString());
        assertEquals("cifar10", Cifar10Data.defaultFolder().getFileName().toString());
        assertEquals("svhn", SvhnData.defaultFolder().getFileName().toString());
        assertEquals(
                Path.of("/usr/share/datasets/fashion-mnist"), FashionMnistData.defaultFolder());
    }
}
