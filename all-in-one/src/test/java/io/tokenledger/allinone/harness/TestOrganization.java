package io.tokenledger.allinone.harness;

import java.util.Map;

/** An organization for one test, with an administrator, an auditor and a member, each with no other role. */
public record TestOrganization(LedgerUnderTest ledger, String id, Client admin, Client auditor, Client member) {
    public static TestOrganization of(LedgerUnderTest ledger) {
        Client superuser = ledger.admin();
        Client admin = ledger.newUser();
        String id = superuser
                .post("/organizations", Map.of("name", "org-" + Unique.text()))
                .requireStatus(201)
                .text("id");
        String members = "/organizations/" + id + "/members/";
        superuser
                .put(members + admin.id(), Map.of("role", "organization_admin"))
                .requireStatus(200);
        superuser.delete(members + superuser.id()).requireStatus(200);
        TestOrganization organization = new TestOrganization(ledger, id, admin, ledger.newUser(), ledger.newUser());
        organization.put(organization.auditor, "organization_auditor");
        organization.put(organization.member, "organization_member");
        return organization;
    }

    public String path() {
        return "/organizations/" + id;
    }

    public Answer put(Client account, String role) {
        return admin.put(path() + "/members/" + account.id(), Map.of("role", role))
                .requireStatus(200);
    }

    /** Creates a workspace that the ledger serves, and returns its name. */
    public String workspace(boolean openToMembers) {
        String name = "ws-" + Unique.text();
        admin.post("/workspaces", Map.of("name", name, "organization_id", id, "open_to_members", openToMembers))
                .requireStatus(201);
        return name;
    }

    /** Creates a service account and returns its id. */
    public String serviceAccount() {
        return admin.post(path() + "/service_accounts", Map.of("username", "sa-" + Unique.text()))
                .requireStatus(201)
                .text("id");
    }

    /** Creates a key of the service account and returns a client that presents it. */
    public Client keyOf(String serviceAccount) {
        String key = admin.post(
                        path() + "/service_accounts/" + serviceAccount + "/api_keys", Map.of("name", Unique.text()))
                .requireStatus(201)
                .text("key");
        return Client.of(ledger).bearer(key);
    }

    public String workspaceId(String name) {
        return admin.get("/workspaces/" + name).requireStatus(200).text("id");
    }
}
