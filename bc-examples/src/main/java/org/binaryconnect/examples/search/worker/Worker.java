package org.binaryconnect.examples.search.worker;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.CandidateTraining;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.data.DataSettings;
import org.binaryconnect.examples.search.data.SearchData;

/**
 * A process that trains one candidate after the other, as standard input tells it. It ends with
 * standard input: a search that was killed leaves no worker behind.
 */
public final class Worker {

    private static final int PIPE = 1 << 16;

    private Worker() {}

    public static void main(String[] args) throws IOException {
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Libraries print; only messages may go to standard output.
        System.setOut(System.err);
        DataInputStream in = new DataInputStream(watched());
        if (in.readByte() != Frames.DATA) {
            throw new IOException("a worker is started by a search");
        }
        CandidateTraining training =
                new CandidateTraining(SearchData.load(Frames.read(in, DataSettings.class)));
        while (in.readByte() == Frames.TASK) {
            CandidateTask task = Frames.read(in, CandidateTask.class);
            TrainedCandidate result = training.run(task, epoch -> tell(out, epoch));
            Frames.write(out, Frames.RESULT, result);
        }
    }

    private static void tell(DataOutputStream out, int epoch) {
        try {
            Frames.write(out, Frames.EPOCH, epoch);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1); // Nobody is there any more.
        }
    }

    /** Standard input; its end ends the process, also in the middle of a training. */
    private static PipedInputStream watched() throws IOException {
        PipedOutputStream copy = new PipedOutputStream();
        PipedInputStream watched = new PipedInputStream(copy, PIPE);
        Thread reader =
                new Thread(
                        () -> {
                            try {
                                byte[] buffer = new byte[PIPE];
                                for (int n = System.in.read(buffer);
                                        n >= 0;
                                        n = System.in.read(buffer)) {
                                    copy.write(buffer, 0, n);
                                    copy.flush();
                                }
                            } catch (IOException e) {
                                e.printStackTrace();
                            }
                            Runtime.getRuntime().halt(0);
                        },
                        "standard input");
        reader.setDaemon(true);
        reader.start();
        return watched;
    }
}
