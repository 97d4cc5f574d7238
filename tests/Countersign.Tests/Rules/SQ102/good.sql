SELECT lower('TEXT');
