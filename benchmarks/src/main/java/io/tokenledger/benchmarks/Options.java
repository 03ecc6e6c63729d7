package io.tokenledger.benchmarks;

/**
 * Options of a run.
 *
 * @param keys number of API keys, created before the first request, 100 to 1,000,000
 * @param rounds number of measured rounds, 1 to 20; rounds of warm-up precede them unless {@code seconds} is set
 * @param seconds load per row in a short run, 1 to 10; 0 for rounds of a minute
 * @param strict whether a missed bar fails the run
 * @param only part of the names of the rows to run; empty for all
 * @param jvm additional options of the ledger's JVM, separated by spaces
 * @param trained folder that {@code deploy/aot/train.sh} has filled; empty to run it, or to omit its row in a short run
 */
record Options(int keys, int rounds, int seconds, boolean strict, String only, String jvm, String trained) {
    static final String HELP = """
            benchmarks/run [--keys=100000] [--rounds=3] [--seconds=N] [--only=part-of-row-name] [--jvm=option] [--strict] [--trained=folder]
              --seconds  short run: N seconds of load per row, no warm-up; finds failed requests, measures nothing
              --only     rows of requests only, without the figures below the table
              --strict   exit with 1 if a target is missed
              --trained  result of deploy/aot/train.sh for the row of the AOT cache; a full run trains by itself""";

    Options {
        if (keys < 100 || keys > 1_000_000 || rounds < 1 || rounds > 20) {
            throw new IllegalArgumentException("--keys must be 100 to 1000000, and --rounds must be 1 to 20");
        }
        if (seconds < 0 || seconds > 10) {
            throw new IllegalArgumentException("--seconds must be 1 to 10, or 0 for rounds of one minute");
        }
        if (seconds > 0 && strict) {
            throw new IllegalArgumentException("--strict needs full rounds. Omit --seconds");
        }
    }

    boolean isShort() {
        return seconds > 0;
    }

    static Options of(String... arguments) {
        Options options = new Options(100_000, 3, 0, false, "", "", "");
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        String value = argument.substring(argument.indexOf('=') + 1);
        return switch (argument.split("=", 2)[0]) {
            case "--keys" -> new Options(Integer.parseInt(value), rounds, seconds, strict, only, jvm, trained);
            case "--rounds" -> new Options(keys, Integer.parseInt(value), seconds, strict, only, jvm, trained);
            case "--seconds" -> new Options(keys, rounds, Integer.parseInt(value), strict, only, jvm, trained);
            case "--only" -> new Options(keys, rounds, seconds, strict, value, jvm, trained);
            case "--jvm" -> new Options(keys, rounds, seconds, strict, only, value, trained);
            case "--trained" -> new Options(keys, rounds, seconds, strict, only, jvm, value);
            case "--strict" -> new Options(keys, rounds, seconds, true, only, jvm, trained);
            default -> throw new IllegalArgumentException("unknown option " + argument);
        };
    }
}
