// Preloaded into a test's sshd: the current user's password is the one whose hash is in HERMES_TEST_SHADOW, and PAM is
// a module that asks for it and then for HERMES_TEST_CODE. Everything else (protocol, privilege separation, refusals)
// is sshd's own.
#include <crypt.h>
#include <cstdlib>
#include <cstring>
#include <shadow.h>

namespace {

// Read when loaded: sshd clears the environment of the process that runs PAM.
char *environment(const char *name)
{
    const char *value = std::getenv(name);
    return value && *value ? strdup(value) : nullptr;
}
char *const passwordHash = environment("HERMES_TEST_SHADOW");
char *const expectedCode = environment("HERMES_TEST_CODE");

// <security/pam_appl.h>, which Debian keeps in a package of its own.
struct PamMessage {
    int style;
    const char *text;
};
struct PamResponse {
    char *text;
    int unused;
};
struct PamConversation {
    int (*ask)(int count, const PamMessage **messages, PamResponse **responses, void *data);
    void *data;
};
struct PamHandle {
    PamConversation conversation;
    const char *user;
};
constexpr int pamSuccess = 0;
constexpr int pamRefused = 7;
constexpr int pamHidden = 1;
constexpr int pamShown = 2;
constexpr int pamItemUser = 2;
constexpr int pamItemConversation = 5;

char *ask(PamHandle *handle, int style, const char *question)
{
    const PamMessage message{style, question};
    const PamMessage *messages = &message;
    PamResponse *response = nullptr;
    if (handle->conversation.ask(1, &messages, &response, handle->conversation.data) != pamSuccess || !response)
        return nullptr;
    return response->text;
}

} // namespace

extern "C" {

spwd *getspnam(const char *name)
{
    static spwd entry;
    entry = {};
    entry.sp_namp = const_cast<char *>(name);
    entry.sp_pwdp = passwordHash;
    entry.sp_lstchg = entry.sp_min = entry.sp_max = entry.sp_warn = entry.sp_inact = entry.sp_expire = -1;
    return entry.sp_pwdp ? &entry : nullptr;
}

int pam_start(const char *, const char *user, const PamConversation *conversation, PamHandle **handle)
{
    *handle = new PamHandle{*conversation, user ? strdup(user) : nullptr};
    return pamSuccess;
}

int pam_authenticate(PamHandle *handle, int)
{
    const char *password = ask(handle, pamHidden, "Password: ");
    const char *computed = password && passwordHash ? crypt(password, passwordHash) : nullptr;
    if (!computed || std::strcmp(computed, passwordHash) != 0)
        return pamRefused;
    if (!expectedCode)
        return pamSuccess;
    const char *given = ask(handle, pamShown, "Code: ");
    return given && std::strcmp(given, expectedCode) == 0 ? pamSuccess : pamRefused;
}

int pam_set_item(PamHandle *handle, int item, const void *value)
{
    if (item == pamItemConversation)
        handle->conversation = *static_cast<const PamConversation *>(value);
    return pamSuccess;
}

int pam_get_item(const PamHandle *handle, int item, const void **value)
{
    *value = item == pamItemUser ? handle->user : nullptr;
    return pamSuccess;
}

char **pam_getenvlist(PamHandle *)
{
    return static_cast<char **>(std::calloc(1, sizeof(char *)));
}
const char *pam_strerror(PamHandle *, int)
{
    return "test PAM";
}
int pam_acct_mgmt(PamHandle *, int)
{
    return pamSuccess;
}
int pam_setcred(PamHandle *, int)
{
    return pamSuccess;
}
int pam_open_session(PamHandle *, int)
{
    return pamSuccess;
}
int pam_close_session(PamHandle *, int)
{
    return pamSuccess;
}
int pam_chauthtok(PamHandle *, int)
{
    return pamSuccess;
}
int pam_putenv(PamHandle *, const char *)
{
    return pamSuccess;
}
int pam_end(PamHandle *, int)
{
    return pamSuccess;
}
}
