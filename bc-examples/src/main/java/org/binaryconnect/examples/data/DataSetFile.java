package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;

/** A file that ND4J's {@code DataSet.save} wrote. */
final class DataSetFile {

    private DataSetFile() {}

    /**
     * @throws DataException if it is none, or has no features
     */
    static DataSet load(Path file) throws IOException {
        String remedy = "save it anew with DataSet.save";
        if (Files.size(file) == 0) {
            throw new DataException(file + " is empty", remedy);
        }
        DataSet data = new DataSet();
        try {
            data.load(file.toFile());
        } catch (RuntimeException | OutOfMemoryError e) {
            // Of foreign bytes ND4J reads sizes, and tries to allocate them.
            throw new DataException(
                    file + " is no data set that DataSet.save wrote, or is damaged", remedy, e);
        }
        if (data.getFeatures() == null || data.getFeatures().isEmpty()) {
            throw new DataException(file + " has no features", remedy);
        }
        return data;
    }
}
