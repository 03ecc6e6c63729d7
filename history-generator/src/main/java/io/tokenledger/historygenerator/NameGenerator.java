package io.tokenledger.historygenerator;

import java.util.List;

/** Generates unique names of people and things. */
final class NameGenerator {
    private static final List<String> FIRST = List.of(
            "ada", "alan", "amara", "anna", "bela", "carla", "chen", "dana", "elif", "emil", "fatima", "grace", "hugo",
            "ines", "ivan", "jana", "jonas", "kofi", "lea", "linus", "maria", "mina", "noor", "olga", "paul", "priya",
            "rosa", "sami", "tariq", "ute", "vera", "yuki");
    private static final List<String> LAST = List.of(
            "abel", "bauer", "cruz", "diaz", "eriksen", "fischer", "garcia", "haas", "ito", "jansen", "khan", "lopez",
            "meyer", "novak", "okafor", "park", "quinn", "rossi", "sato", "tanaka", "ueda", "vogel", "wang", "young");
    private static final List<String> FIELDS = List.of("Vision", "Robotics", "Health", "Energy", "Logistics", "Media");
    private static final List<String> JOBS = List.of("ci", "nightly", "deploy", "training", "etl", "scheduler");

    private final SeededRandom chance;
    private int number;

    /** The username and the display name of a person. */
    record Person(String username, String name) {}

    NameGenerator(SeededRandom chance) {
        this.chance = chance;
    }

    int number() {
        return ++number;
    }

    Person person() {
        String first = chance.pick(FIRST);
        String last = chance.pick(LAST);
        return new Person(first + "." + last + number(), capital(first) + " " + capital(last));
    }

    String organization() {
        return chance.pick(FIELDS) + " " + number();
    }

    String automation() {
        return chance.pick(JOBS) + "-" + number();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
