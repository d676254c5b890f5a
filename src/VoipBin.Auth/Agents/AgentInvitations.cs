using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.Agents;

/// <summary>Invites agents who have no password yet to set one.</summary>
internal sealed class AgentInvitations(LinkIssuer links, Outbox outbox)
{
    /// <summary>Adds the mail, with a link of 24 hours, to the unit of work.</summary>
    public void Add(Agent agent) => outbox.Add(AgentMails.Invited(agent, links.Issue(LinkPurpose.Password, agent.Id, LinkIssuer.Long)));
}
