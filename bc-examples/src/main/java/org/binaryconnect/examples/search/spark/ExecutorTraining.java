package org.binaryconnect.examples.search.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.CandidateTraining;
import org.binaryconnect.examples.search.data.DataSettings;
import org.binaryconnect.examples.search.data.SearchData;

/** What runs on an executor; the data is read once by each. */
final class ExecutorTraining {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String loadedSettings;
    private static CandidateTraining loaded;

    private ExecutorTraining() {}

    /**
     * Trains a candidate.
     *
     * @param settings JSON of {@code DataSettings}, whose files must be at these places on every
     *     machine
     * @param task JSON of {@code CandidateTask}
     * @return JSON of {@code TrainedCandidate}
     */
    static String run(String settings, String task) throws IOException {
        return JSON.writeValueAsString(
                training(settings).run(JSON.readValue(task, CandidateTask.class), epoch -> {}));
    }

    private static synchronized CandidateTraining training(String settings) throws IOException {
        if (!settings.equals(loadedSettings)) {
            loaded =
                    new CandidateTraining(
                            SearchData.load(JSON.readValue(settings, DataSettings.class)));
            loadedSettings = settings;
        }
        return loaded;
    }
}
