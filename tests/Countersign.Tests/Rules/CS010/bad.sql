UPDATE account SET role = 'user‮⁦-- only admins⁩⁦' WHERE id = 7;
