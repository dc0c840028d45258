process.env.TEST_ODD_DATABASES = 'on';
