SELECT '.read other.sql';
