package protectv.audit.cli;

import picocli.CommandLine.Option;

/** How many lines may be malformed. */
final class UnparsedOption {

    @Option(
            names = "--max-unparsed",
            paramLabel = "SHARE",
            defaultValue = "5%",
            description = "Exit code 4 where more of the lines than this are malformed: 5%%, or a number of lines."
                    + " Default: 5%%.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String limit;

    /** @throws UsageException where it is neither */
    UnparsedLimit limit() {
        return UnparsedLimit.of(limit);
    }
}
