using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api;

/// <summary>What a route needs: a permission of the installation, or a role of the person.</summary>
/// <param name="Permission">The name in the permission map.</param>
/// <param name="Write">Whether reading is not enough.</param>
/// <param name="Role">The role a person needs instead.</param>
/// <param name="AppOnly">Whether no person can do it, as with check runs.</param>
internal sealed record Needs(string Permission, bool Write = false, Role Role = Role.Read, bool AppOnly = false)
{
    public static readonly Needs Metadata = new("metadata");
    public static readonly Needs ReadContents = new("contents");
    public static readonly Needs WriteContents = new("contents", Write: true, Role.Write);
    public static readonly Needs ReadPulls = new("pull_requests");
    public static readonly Needs Review = new("pull_requests", Write: true);
    public static readonly Needs WritePulls = new("pull_requests", Write: true);
    public static readonly Needs Merge = new("contents", Write: true, Role.Write);
    public static readonly Needs ReadIssues = new("issues");
    public static readonly Needs WriteIssues = new("issues", Write: true);
    public static readonly Needs ReadChecks = new("checks");
    public static readonly Needs WriteChecks = new("checks", Write: true, AppOnly: true);
    public static readonly Needs ReadStatuses = new("statuses");
    public static readonly Needs WriteStatuses = new("statuses", Write: true, Role.Write);
    public static readonly Needs ReadDeployments = new("deployments");
    public static readonly Needs WriteDeployments = new("deployments", Write: true, Role.Write);
    public static readonly Needs ReadAdministration = new("administration", Role: Role.Admin);

    public void Demand(Caller caller, SandboxRepository repository)
    {
        switch (caller)
        {
            case Caller.AsInstallation installed:
                DemandOf(installed, repository);
                break;
            case Caller.AsPerson person:
                DemandOf(person.Person, repository);
                break;
            default:
                throw new RefusedException(401, "A JSON web token could not be used here; get an installation token");
        }
    }

    private void DemandOf(Caller.AsInstallation installed, SandboxRepository repository)
    {
        if (!repository.Installations.Contains(installed.Installation) && repository.Private) throw RefusedException.NotFound();
        var granted = Granted(installed.Permissions);
        if (!granted || (Write && !repository.Installations.Contains(installed.Installation)))
        {
            throw RefusedException.Forbidden("Resource not accessible by integration");
        }
    }

    /// <summary>Pull requests are issues too: GitHub accepts either permission for their comments.</summary>
    private bool Granted(IReadOnlyDictionary<string, string> permissions) =>
        Permission == "metadata" || Allows(permissions, Permission)
        || (Permission == "issues" && Allows(permissions, "pull_requests"));

    private bool Allows(IReadOnlyDictionary<string, string> permissions, string name) =>
        permissions.TryGetValue(name, out var level) && (!Write || level is "write" or "admin");

    private void DemandOf(Actor person, SandboxRepository repository)
    {
        var role = repository.RoleOf(person);
        if (role == Role.None) throw RefusedException.NotFound();
        if (AppOnly) throw RefusedException.Forbidden("You must authenticate via a GitHub App.");
        if (role < Role) throw Role == Role.Admin ? RefusedException.NotFound() : RefusedException.Forbidden("Must have push access to this repository.");
    }
}
