package org.binaryconnect.hwexport.verify;

import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;

/** The C sources of an export, compiled for a simulated core in a copy of the folder. */
public final class TargetProgram {

    private TargetProgram() {}

    /**
     * The number of golden vectors that differ.
     *
     * @throws ExportException if compiler or simulator are missing or fail
     */
    public static int selfTest(ExportedFolder exported, Target target) {
        try (FolderCopy copy = new FolderCopy(exported.folder())) {
            return CProgram.differing(Firmware.build(copy.folder(), exported.name(), target));
        }
    }
}
