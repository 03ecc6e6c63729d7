package io.tokenledger.query.audittrail.format;

/** The OCSF classes of entries. The first digit of a class is its category. */
enum OcsfClass {
    DETECTION_FINDING(2004, "Detection Finding"),
    ACCOUNT_CHANGE(3001, "Account Change"),
    AUTHENTICATION(3002, "Authentication"),
    ENTITY_MANAGEMENT(3004, "Entity Management"),
    USER_ACCESS(3005, "User Access Management"),
    GROUP_MANAGEMENT(3006, "Group Management"),
    API_ACTIVITY(6003, "API Activity");

    final int uid;
    final String caption;

    OcsfClass(int uid, String caption) {
        this.uid = uid;
        this.caption = caption;
    }

    int categoryUid() {
        return uid / 1000;
    }

    String categoryCaption() {
        return switch (categoryUid()) {
            case 2 -> "Findings";
            case 3 -> "Identity & Access Management";
            default -> "Application Activity";
        };
    }
}
