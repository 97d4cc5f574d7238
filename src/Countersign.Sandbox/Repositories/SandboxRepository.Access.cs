using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Repositories;

/// <content>Who may do what, and the settings of the repository.</content>
public sealed partial class SandboxRepository
{
    /// <summary>Gives a person a role, or takes it away with <see cref="Role.None"/>.</summary>
    public void Grant(Actor person, Role role)
    {
        lock (Forge.Gate) Collaborators[person] = role;
    }

    /// <summary>Gives every member of a team a role.</summary>
    public void Grant(Team team, Role role)
    {
        lock (Forge.Gate) TeamRoles[team] = role;
    }

    /// <summary>Protects a branch; replaces what protected it before.</summary>
    public void Protect(string branch, BranchProtection protection)
    {
        lock (Forge.Gate) Protections[branch] = protection;
    }

    /// <summary>Removes the protection of a branch.</summary>
    public void Unprotect(string branch)
    {
        lock (Forge.Gate) Protections.Remove(branch);
    }

    /// <summary>Adds a repository webhook, for a bot that works with a token instead of as an app.</summary>
    public void AddWebhook(Webhook webhook)
    {
        lock (Forge.Gate) Webhooks.Add(webhook with { Id = Forge.NextId() });
    }

    /// <summary>Renames the repository; the old name redirects, the id stays.</summary>
    public void Rename(Actor actor, string name)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Admin);
            var former = Name;
            FormerNames.Add(FullName);
            Name = name;
            Emit("repository", "renamed", actor, new { changes = new { repository = new { name = new { from = former } } } });
        }
    }

    /// <summary>The strongest role a person has, as owner, collaborator, team member or reader of a public repository.</summary>
    public Role RoleOf(Actor actor)
    {
        lock (Forge.Gate)
        {
            if (actor == Owner) return Role.Admin;
            var own = Collaborators.GetValueOrDefault(actor, Private ? Role.None : Role.Read);
            var byTeam = TeamRoles.Where(grant => grant.Key.Members.Contains(actor)).Select(grant => grant.Value);
            return byTeam.Append(own).Max();
        }
    }

    internal BranchProtection? ProtectionOf(string branch) => Protections.GetValueOrDefault(branch);

    internal IEnumerable<Installation> Installations => Forge.Apps
        .SelectMany(app => app.Installations)
        .Where(installation => installation.Account == Owner && !installation.Suspended);

    /// <summary>Refuses what the actor's role does not allow. An installed app writes by its permissions instead.</summary>
    internal void Demand(Actor actor, Role role)
    {
        var installed = Installations.Any(installation => installation.App.Bot == actor);
        var actual = installed && role <= Role.Write ? Role.Write : RoleOf(actor);
        if (actual >= role) return;
        throw actual == Role.None
            ? RefusedException.NotFound()
            : RefusedException.Forbidden($"`{actor.Login}` has the role {actual.Name()} in {FullName}; this needs {role.Name()}");
    }
}
